"""Made by ./generate from the protos; private."""
