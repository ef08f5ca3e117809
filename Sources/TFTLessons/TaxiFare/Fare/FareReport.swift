import Embeddings
import Preprocessing

/// What a report on the fares' errors tells apart: hours, distances, and where rides begin.
let fareReport = PipelineReport(
  groupings: [
    .init("hour of day", boundaries: (0..<24).map { Float($0) }) { try RideTime($0).hour },
    .init("distance in km", boundaries: [0, 0.1, 0.5, 1, 1.5, 2, 3, 5, 10, 20]) { inputs in
      let (pickup, dropoff) = (try GridEnd(inputs, "pickup"), try GridEnd(inputs, "dropoff"))
      let trip = GridTrip(from: pickup, to: dropoff, at: try RideTime(inputs))
      return select(where: trip.isKnown, trip.distance, else: unknown)
    },
  ],
  map: .init(
    "pick-ups",
    x: ("km east of midtown", -8...20),
    y: ("km north of midtown", -14...12)
  ) { inputs in
    let pickup = try GridEnd(inputs, "pickup")
    return (
      select(where: pickup.isKnown, pickup.east, else: unknown),
      select(where: pickup.isKnown, pickup.north, else: unknown)
    )
  }
)

private var unknown: Column<Float> { Column(constant: .nan) }
