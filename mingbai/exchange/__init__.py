"""What departments and superiors send: deliveries, doubt lists handed down, entrusted lists."""
