"""From the public record to features as the service sees them.

Every feature of a flight uses only what was known when it left the gate: departures of earlier days, and arrivals that had
landed by then. Times are compared in UTC; offsets are standard time, since the three months end before summer time.
"""

import numpy as np
import pandas as pd

FEATURES = [
    "hour",  # local time of departure, 0 to 24
    "weekday",  # 0 is Monday
    "distanceMiles",
    "originDelayMinutes",  # mean arrival delay of flights from the origin that landed in the last two hours; 0 if none did
    "destinationDelayMinutes",  # the same of flights into the destination
    "usualNowPerDay",  # departures on this route within 3 minutes of this time of day, per day of the last three weeks
    "usualQuarterPerDay",  # the same, 4 to 20 minutes earlier in the day
    "usualHourPerDay",  # the same, 21 to 60 minutes earlier in the day
]
DELAY_COLUMNS = [FEATURES.index("originDelayMinutes"), FEATURES.index("destinationDelayMinutes")]
LATE_MINUTES = 15  # the Department of Transportation's own definition
WINDOW_MINUTES = 120
HISTORY_DAYS = 21

# Census regions; Puerto Rico and the Virgin Islands go with the South.
REGION_STATES = {
    "northeast": "CT MA ME NH NJ NY PA RI VT",
    "midwest": "IA IL IN KS MI MN MO ND NE OH SD WI",
    "south": "AL AR DE FL GA KY LA MD MS NC OK PR SC TN TX VA VI WV",
    "west": "AK AZ CA CO HI ID MT NM NV OR UT WA WY",
}
UTC_OFFSET_STATES = {
    -4: "PR VI",
    -5: "CT DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
    -6: "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    -7: "AZ CO ID MT NM UT WY",
    -8: "CA NV OR WA",
    -9: "AK",
    -10: "HI",
}


def read_flights(data_folder):
    """January to March with airport ids, features, outcome and UTC minutes; and the table of airports."""
    flights = pd.read_parquet(f"{data_folder}/flights-3m.parquet")
    flights = flights[flights.date < "2001-04-01"].reset_index(drop=True)
    airports = _airports(flights, f"{data_folder}/airports.csv")

    flights["origin_id"] = flights.origin.map(airports.set_index("iata").id)
    flights["destination_id"] = flights.destination.map(airports.set_index("iata").id)
    flights["region"] = flights.origin.map(airports.set_index("iata").region)
    local = flights.date.astype("datetime64[s]").astype("int64") // 60
    flights["utc_minute"] = local - 60 * flights.origin.map(airports.set_index("iata").utc_offset)
    flights["late"] = (flights.delay >= LATE_MINUTES).astype(int)
    return flights.assign(**_features(flights, local.to_numpy())), airports


def _airports(flights, path):
    """Ids count from the busiest airport of January and February down: the usual order of a vocabulary."""
    before = flights[flights.date < "2001-03-01"]
    busy = pd.concat([before.origin, before.destination]).value_counts()
    names = sorted(set(flights.origin) | set(flights.destination), key=lambda iata: (-busy.get(iata, 0), iata))
    state = pd.read_csv(path).set_index("iata").state.fillna("MI")  # Marquette County, Michigan, has none there
    table = pd.DataFrame({"id": range(len(names)), "iata": names, "state": state.loc[names].to_numpy()})
    table["region"] = table.state.map(_by_state(REGION_STATES))
    table["utc_offset"] = table.state.map(_by_state(UTC_OFFSET_STATES))
    return table


def _by_state(states_by_value):
    return {state: value for value, states in states_by_value.items() for state in states.split()}


def _features(flights, local):
    origin, destination = flights.origin_id.to_numpy(), flights.destination_id.to_numpy()
    left = flights.utc_minute.to_numpy()
    # The record has no arrival time: taxi, climb and 450 miles an hour come close enough.
    landed = left + 25 + (flights.distance / 7.5).astype(int).to_numpy()
    delay = flights.delay.clip(-30, 120).to_numpy().astype(float)
    route_minute = (origin * 1000 + destination) * 1440 + local % 1440
    day = local // 1440 - local.min() // 1440
    return {
        "hour": (local % 1440 / 60).round(2),
        "weekday": flights.date.dt.day_of_week,
        "distanceMiles": flights.distance,
        "originDelayMinutes": _mean_of_window(origin, landed, delay, left).round(1),
        "destinationDelayMinutes": _mean_of_window(destination, landed, delay, left).round(1),
        "usualNowPerDay": _per_day(route_minute, day, -3, 3).round(2),
        "usualQuarterPerDay": _per_day(route_minute, day, -20, -4).round(2),
        "usualHourPerDay": _per_day(route_minute, day, -60, -21).round(2),
    }


def _mean_of_window(place, known_at, value, asked_at):
    """Mean of the values known at a place in the window up to the moment of asking; 0 where there are none."""
    order = np.lexsort((known_at, place))
    sums = np.concatenate([[0], np.cumsum(value[order])])
    known = place[order].astype("int64") * 10**9 + known_at[order]
    asked = place.astype("int64") * 10**9 + asked_at
    last, first = np.searchsorted(known, asked, "right"), np.searchsorted(known, asked - WINDOW_MINUTES, "right")
    return (sums[last] - sums[first]) / np.maximum(last - first, 1)


def _per_day(route_minute, day, minute_from, minute_to):
    """Departures on the same route in a span of minutes around the time of day, per earlier day of the history."""
    seen = np.sort(route_minute * 1000 + day)
    days = np.clip(day, 1, HISTORY_DAYS)
    count = np.zeros(len(day))
    for minute in range(minute_from, minute_to + 1):
        today = (route_minute + minute) * 1000 + day
        count += np.searchsorted(seen, today, "left") - np.searchsorted(seen, today - days, "left")
    return count / days
