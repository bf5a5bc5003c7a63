"""Turns a checkout into packages that install and run where there is no Python.

`packaging/make_installer.py` is the command. The steps, each in a module of its own:

    version     what this commit is called
    freeze      the program and its Python in one folder, by PyInstaller (see ../pith.spec)
    contents    what goes into that folder, and what is left to the system
    elf         what the folder's libraries ask of the system
    system      which packages of the system bring that
    licences    the licences of everything inside
    manual      the manual page, from what `pith --help` says
    icons       the program's icon in all sizes
    tree        all of it laid out as it will lie below /usr
    packages    .deb, .rpm, .tar.gz and AppImage of that
"""
