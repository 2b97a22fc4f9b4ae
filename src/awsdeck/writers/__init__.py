"""Notes become files: one module per output format.

In: notes. Out: files, each replaced as a whole or not at all. Writers must not know where notes come from.
"""
