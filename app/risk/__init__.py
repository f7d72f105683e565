"""Step 3: weigh each shipment and say why."""
