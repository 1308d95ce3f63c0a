"""Writers of a sheet: text, HTML, DOCX and PDF, several layouts each."""
