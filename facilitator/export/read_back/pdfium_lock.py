"""The library that reads PDFs, which only one thread at a time may use."""

from threading import Lock

PDFIUM = Lock()
"""Held during every call of pdfium, whatever the document."""
