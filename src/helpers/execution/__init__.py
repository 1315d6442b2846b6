"""Execution: the manifest of notebooks, their parameters, papermill and the task graph."""
