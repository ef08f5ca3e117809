extension NewPackage {
  /// What the package is, and its commands.
  var readme: String {
    let label = LabelCode(plan.label)
    let run = "swift run -c release \(name)"
    return """
      # \(name)

      Predicts the column `\(plan.label.spec.name)` (\(plan.label.summary)) of `\(data)`, with TFTLessons.

      ```
      \(run)                  # every task, with their times; what is up to date is not done again
      \(run) list             # the tasks, and their state
      \(run) task train_embedding_model
      \(run) predict --model working_area/models/embedding \\
        --input \(Self.sampleName) --output predictions.csv
      \(run) explain --model working_area/models/embedding --input \(Self.sampleName) --row 0
      \(run) skew --model working_area/models/embedding --input \(Self.sampleName)
      \(run) export --model working_area/models/embedding --format onnx --output model.onnx
      \(run) graph model --model working_area/models/embedding --output model.svg
      \(run) --help           # all commands
      swift test                                 # no skew between training and serving
      ```

      In predictions, \(label.prediction). A training says, of rows that the model has not seen, \(label.judged).

      ## What to edit

      | file | what it says |
      |---|---|
      | `Sources/\(name)/Schema.swift` | the columns: types, and where a cell may be empty |
      | `Sources/\(name)/Preprocessing.swift` | what is made of each column before a model sees it |
      | `Sources/\(name)/Models.swift` | the layers, the loss, and how to train |
      | `Sources/\(name)/Pipeline.swift` | the files of rows, and all of it together |
      | `\(Self.sampleName)` | \(plan.sample.reduce(0) { $0 + $1.rowCount }) rows from all over the data, for the test |

      An edit is seen: the tasks that depend on it are done again, and say why. Rows come from other files by `--data CSV` and
      `--valid CSV`; a column that is new belongs into the schema.

      """
  }
}
