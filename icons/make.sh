#!/usr/bin/env bash
# Draws the app's icon in every size. Needs ImageMagick and Perl; run it from anywhere.
#
# The mark: two ledger lines, each closed on itself, that hold one another. One is the statement, the
# other the book.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

ground='#0b6b57'
one='#ffffff'
two='#9fe8cf'
size=1024
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A closed line with round ends: colour, then corners, with a rim of the ground so that crossings read.
line() {
  local file=$1 colour=$2 box=$3
  convert -size "${size}x${size}" xc:none -fill none \
    -stroke "$ground" -strokewidth 148 -draw "roundrectangle $box 180,180" \
    -stroke "$colour" -strokewidth 92 -draw "roundrectangle $box 180,180" "$file"
}

convert -size "${size}x${size}" xc:none -fill "$ground" -draw 'roundrectangle 0,0 1023,1023 228,228' "$work/ground.png"
line "$work/one.png" "$one" '170,226 690,586'
line "$work/two.png" "$two" '334,438 854,798'

# The first line lies over the second on the right, and under it on the left.
convert "$work/one.png" \( -size "${size}x${size}" xc:black -fill white -draw 'rectangle 512,300 1023,660' \) \
  -alpha on -compose DstIn \( -clone 1 -alpha copy \) -delete 1 -composite "$work/over.png"
convert "$work/ground.png" "$work/one.png" -compose over -composite \
  "$work/two.png" -composite "$work/over.png" -composite \
  "$work/ground.png" -compose DstIn -composite -depth 8 "$work/icon.png"

png() { convert "$work/icon.png" -filter Lanczos -resize "$1x$1" -depth 8 -strip -define png:color-type=6 -define png:exclude-chunks=date,time "$2"; }
png 32 32x32.png
png 128 128x128.png
png 256 '128x128@2x.png'
png 512 icon.png
for s in 16 24 32 48 64 256; do png "$s" "$work/$s.png"; done
convert "$work"/{16,24,32,48,64,256}.png icon.ico

# An .icns file is a header and PNG files, each with a four-letter name for its size.
for s in 128 256 512 1024; do png "$s" "$work/mac-$s.png"; done
perl -e '
  my $body = "";
  while (my ($name, $file) = splice(@ARGV, 0, 2)) {
    open my $in, "<:raw", $file or die "$file: $!"; local $/; my $png = <$in>;
    $body .= $name . pack("N", 8 + length $png) . $png;
  }
  binmode STDOUT; print "icns" . pack("N", 8 + length $body) . $body;
' ic07 "$work/mac-128.png" ic08 "$work/mac-256.png" ic09 "$work/mac-512.png" ic10 "$work/mac-1024.png" > icon.icns
