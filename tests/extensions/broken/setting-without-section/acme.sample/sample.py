def activate(context):
    pass
