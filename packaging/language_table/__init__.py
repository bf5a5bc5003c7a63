"""What is described by hand of the languages that Pith knows: how they are written, and which
there are. make_languages.py makes the table of them."""
