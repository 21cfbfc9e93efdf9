"""The window: Qt only, with no SQL and no rule of the business in it."""
