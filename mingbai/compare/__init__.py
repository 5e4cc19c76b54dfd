"""The headless main job: departments' files meet the registry's export. Plain Python."""
