# Ranges of a video through curl into curl, one chunk after the other: FROM TO BYTES CHUNK_BYTES.
set -euo pipefail
from=$1 to=$2 bytes=$3 chunk=$4
count=$((bytes / chunk > 1 ? bytes / chunk : 1))
for ((i = 0; i < count; i++)); do
    first=$((i * chunk))
    last=$((i + 1 == count ? bytes - 1 : first + chunk - 1))
    curl -sS --fail -r "$first-$last" "$from" |
        curl -sS --fail -T - -H "Content-Type: video/mp4" -H "Transfer-Encoding:" \
            -H "Content-Length: $((last - first + 1))" -H "Content-Range: bytes $first-$last/$bytes" "$to"
done
