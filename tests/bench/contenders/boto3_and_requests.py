"""Ranges of a video by boto3, each sent by requests, one chunk after the other: FROM TO BYTES CHUNK_BYTES."""

import sys
from urllib.parse import urlsplit

import boto3
import requests
from botocore.config import Config

source, target, size, chunk = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
address = urlsplit(source)
bucket, _, key = address.path.lstrip("/").partition("/")
s3 = boto3.client(
    "s3",
    endpoint_url=f"http://{address.netloc}",
    region_name="us-east-1",
    aws_access_key_id="key",
    aws_secret_access_key="secret",
    config=Config(s3={"addressing_style": "path"}),
)
session = requests.Session()
count = max(size // chunk, 1)
for number in range(count):
    first = number * chunk
    last = size - 1 if number + 1 == count else first + chunk - 1
    body = s3.get_object(Bucket=bucket, Key=key, Range=f"bytes={first}-{last}")["Body"].read()
    headers = {"Content-Type": "video/mp4", "Content-Range": f"bytes {first}-{last}/{size}"}
    session.put(target, data=body, headers=headers).raise_for_status()
