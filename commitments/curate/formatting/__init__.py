"""House style for records: the text of one file is edited at the places its reading gave, and never written anew.

Each step takes a Layout (the text with its places) and gives the text back, changed in one respect:
indentation · order · texts · lines. `style` strings them together and holds the outcome against what was there.
"""
