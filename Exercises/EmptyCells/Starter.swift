// What does an empty cell mean? The file cannot say it, so the schema does. This one has two kinds of them:
//
//     ride,tip,toll
//     1,2.5,
//     2,,4
//
// An empty `tip` is unknown: tips in cash are not recorded. An empty `toll` is no toll: 0. A row without its `ride`, an
// integer, is a mistake in the file, and must be an error. Change the schema so that it says all three.

import TFTLessons

let rideSchema = Schema([
  FeatureSpec("ride", .float32),
  FeatureSpec("tip", .float32),
  FeatureSpec("toll", .float32),
])
