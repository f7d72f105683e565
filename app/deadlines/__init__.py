"""The statutory clocks: rules, working-day calendars, due dates with their working-out."""
