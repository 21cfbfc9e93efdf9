"""The product without a window: the file, the people, the rules, the paper.

Nothing in here imports Qt or asyncio; the import contracts in ``pyproject.toml`` hold that.
"""

__version__ = "0.1.0"
