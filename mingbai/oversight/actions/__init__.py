"""The only writers of this room. Each move of a flow has its verb."""
