"""awsdeck turns a document of questions and answers about AWS into an Anki deck."""

__version__ = "0.1.0"
