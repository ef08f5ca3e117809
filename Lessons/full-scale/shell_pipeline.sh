#!/bin/sh
# Fills WORKDIR/transformed_tfrecords with nothing but a shell, as `lessons task transform_tfrecords --data 'GLOB'` does:
#
#   shell_pipeline.sh .build/release/lessons 'rides/*.csv' area [PROCESSES]
#
# snippet: shell
set -eu
lessons=$1 pattern=$2 workdir=$3 processes=${4:-2}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export lessons workdir scratch LC_ALL=C

# A file for each shard, of one line.
for path in $pattern; do printf '%s\n' "$path"; done | awk -v scratch="$scratch" '
  { gsub(/["\\]/, "\\\\&"); path[NR] = $0 }
  END {
    for (i = 1; i <= NR; i++) {
      file = sprintf("%s/%05d.shard", scratch, i)
      printf "{\"shard\": %d, \"of\": %d, \"path\": \"%s\"}\n", i - 1, NR, path[i] > file
      close(file)
    }
  }'

# A worker for each shard, so many at once; what each prints goes to a file of its own.
each_shard() {
  find "$scratch" -name '*.shard' | WORK=$1 xargs -P "$processes" -n 1 sh -c '
    cat "$scratch/known" "$0" | "$lessons" worker "$WORK" --workdir "$workdir" > "$0.$WORK" || exit 255'
}
finish() {
  cat "$@" | "$lessons" worker merge --finish --workdir "$workdir"
}
number() { grep -o "\"$1\": [0-9]*" "$scratch/known" | head -1 | grep -o '[0-9]*$'; }

finish /dev/null > "$scratch/known"
while [ "$(number phase)" -lt "$(number phases)" ]; do
  each_shard analyze
  finish "$scratch/known" "$scratch"/*.analyze > "$scratch/next"
  mv "$scratch/next" "$scratch/known"
done
each_shard transform
finish "$scratch/known" "$scratch"/*.transform
# end: shell
