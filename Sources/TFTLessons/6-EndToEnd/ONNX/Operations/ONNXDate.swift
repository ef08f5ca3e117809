/// A day of the Gregorian calendar, in a graph.
struct ONNXDate {
  var year, month, day: ONNXValue
}
