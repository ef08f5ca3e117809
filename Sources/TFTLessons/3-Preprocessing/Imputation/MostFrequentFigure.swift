/// The only figure of an analysis of the most frequent value.
enum MostFrequentFigure: String, Sendable {
  case mostFrequent = "most_frequent"
}
