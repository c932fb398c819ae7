"""Processes and kernels that start warm, and all that forking asks for."""
