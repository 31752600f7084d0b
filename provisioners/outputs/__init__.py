"""Formats that ``toposmith compile`` writes for whoever runs them by other means; nothing is deployed through them."""
