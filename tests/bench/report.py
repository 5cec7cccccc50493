def write(path, output):
    pass
