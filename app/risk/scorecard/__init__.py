"""The learned scorecard: fitted on inspected outcomes at the centre, scored and explained at the station."""
