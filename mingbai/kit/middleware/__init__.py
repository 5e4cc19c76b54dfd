"""What happens around every request: headers, refusals."""
