extension NewPackage {
  private static let model = "working_area/models/embedding"

  /// What the package is, and its commands.
  var readme: String {
    let label = LabelCode(plan.label)
    let results =
      "In predictions, \(label.prediction). A training says, of rows that the model has not seen, \(label.judged)."
      .lines(ofAtMost: 120)
    let run = "swift run -c release \(name)"
    return """
      # \(name)

      Predicts the column `\(plan.label.spec.name)` (\(plan.label.summary)) of `\(data)`, with TFTLessons.

      ```
      # every task, with their times; what is up to date is not done again
      \(run)
      # the tasks and their state, and one of them
      \(run) list
      \(run) task train_embedding_model
      # predictions of a file of rows; the label need not be among its columns
      \(run) predict --model \(Self.model) --input \(Self.sampleName) --output predictions.csv
      # how one prediction comes about, and that training and serving see the same bits
      \(run) explain --model \(Self.model) --input \(Self.sampleName) --row 0
      \(run) skew --model \(Self.model) --input \(Self.sampleName)
      # the model for onnxruntime, and its picture
      \(run) export --model \(Self.model) --format onnx --output model.onnx
      \(run) graph model --model \(Self.model) --output model.svg
      # all commands; the test
      \(run) --help
      swift test
      ```

      \(results.joined(separator: "\n"))

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
