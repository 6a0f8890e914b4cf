"""Uses an S3 endpoint (argv[1]) by boto3, without some keys (the other arguments), and prints what it found: the same for every endpoint that works alike."""
import hashlib
import io
import os
import ssl
import sys
import urllib.error
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

BUCKET = "matrix"
KEYS = ["plain", "a b+c", "a%2Fb", "100% sure", "dir/x", "dir//x", "/lead", "a/./b", "a/../b", "tail/", "~-_.!*'()",
        "a&b=c;d,e:f@g$h", "ünïcødé/日本/😀", "q?x=1#y", "\\back", "k" * 1024]

s3 = boto3.client("s3", endpoint_url=sys.argv[1], region_name="us-east-1",
                  config=Config(signature_version="s3v4", s3={"addressing_style": "path"}, retries={"max_attempts": 1, "mode": "standard"}))


def body(key, size=3000):
    seed = hashlib.sha256(key.encode()).digest()
    return (seed * (size // 32 + 1))[:size]


def show(*what):
    print(*what, flush=True)


def failing(name, call):
    try:
        call()
        show(name, "worked")
    except ClientError as error:
        show(name, error.response["ResponseMetadata"]["HTTPStatusCode"], error.response["Error"]["Code"])


def digest(data):
    return len(data), hashlib.sha256(data).hexdigest()[:16]


def round_trip(key):
    put = s3.put_object(Bucket=BUCKET, Key=key, Body=body(key), Metadata={"who": "me"}, ContentType="x/y")
    got = s3.get_object(Bucket=BUCKET, Key=key)
    data = got["Body"].read()
    head = s3.head_object(Bucket=BUCKET, Key=key)
    show(ascii(key)[:40], put["ETag"], got["ETag"] == put["ETag"], data == body(key), head["ContentLength"],
         got["ContentType"], got["Metadata"])
    part = s3.get_object(Bucket=BUCKET, Key=key, Range="bytes=10-19")
    show("  range", part["ContentRange"], part["Body"].read() == body(key)[10:20])
    copied = s3.copy_object(Bucket=BUCKET, Key="copy/" + key[:1000], CopySource={"Bucket": BUCKET, "Key": key})
    show("  copy", copied["CopyObjectResult"]["ETag"])


s3.create_bucket(Bucket=BUCKET)
for key in KEYS:
    if key in sys.argv[2:]:
        continue
    try:
        round_trip(key)
    except ClientError as error:  # Not every S3 takes every key.
        show(ascii(key)[:40], "failed", error.response["ResponseMetadata"]["HTTPStatusCode"], error.response["Error"]["Code"])

for size in (0, 1, 131072, 1048577):
    s3.put_object(Bucket=BUCKET, Key="size", Body=body("size", size))
    show("size", size, digest(s3.get_object(Bucket=BUCKET, Key="size")["Body"].read()))

large = body("large", 9 << 20)
s3.upload_fileobj(io.BytesIO(large), BUCKET, "large +1", Config=TransferConfig(multipart_threshold=5 << 20))
sink = io.BytesIO()
s3.download_fileobj(BUCKET, "large +1", sink)
show("multipart", digest(sink.getvalue()), sink.getvalue() == large, s3.head_object(Bucket=BUCKET, Key="large +1")["ETag"])

s3.copy({"Bucket": BUCKET, "Key": "large +1"}, BUCKET, "large/copy", Config=TransferConfig(multipart_threshold=5 << 20))
show("multipart copy", s3.head_object(Bucket=BUCKET, Key="large/copy")["ETag"])

for page in s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, PaginationConfig={"PageSize": 7}):
    for each in page["Contents"]:
        show("listed", ascii(each["Key"])[:60], each["Size"], each["ETag"])
show("prefixes", [p["Prefix"] for p in s3.list_objects_v2(Bucket=BUCKET, Delimiter="/", Prefix="d")["CommonPrefixes"]])

context = ssl.create_default_context(cafile=os.environ["AWS_CA_BUNDLE"]) if sys.argv[1].startswith("https") else None
for key in ("a b+c", "ünïcødé/日本/😀", "dir//x"):
    url = s3.generate_presigned_url("get_object", {"Bucket": BUCKET, "Key": key}, ExpiresIn=60)
    try:
        with urllib.request.urlopen(url, context=context) as answer:
            show("presigned", ascii(key), digest(answer.read()))
    except urllib.error.HTTPError as error:
        show("presigned", ascii(key), "failed", error.code)
    try:
        urllib.request.urlopen(url.replace("Expires=60", "Expires=61"), context=context)
        show("changed: worked")
    except urllib.error.HTTPError as error:
        show("changed:", error.code, b"<Code>SignatureDoesNotMatch</Code>" in error.read())

failing("no key", lambda: s3.get_object(Bucket=BUCKET, Key="none"))
failing("no bucket", lambda: s3.list_objects_v2(Bucket="no-such-bucket"))
failing("bad range", lambda: s3.get_object(Bucket=BUCKET, Key="plain", Range="bytes=99999-"))
failing("not matching", lambda: s3.get_object(Bucket=BUCKET, Key="plain", IfMatch='"0"'))
failing("not empty", lambda: s3.delete_bucket(Bucket=BUCKET))
failing("no upload", lambda: s3.complete_multipart_upload(Bucket=BUCKET, Key="plain", UploadId="none", MultipartUpload={
    "Parts": [{"ETag": '"0"', "PartNumber": 1}]}))
wrong = boto3.client("s3", endpoint_url=sys.argv[1], region_name="us-east-1", aws_secret_access_key="wrong",
                     aws_access_key_id=os.environ["AWS_ACCESS_KEY_ID"], config=Config(s3={"addressing_style": "path"}))
failing("wrong secret", lambda: wrong.put_object(Bucket=BUCKET, Key="never", Body=b"x"))

s3.delete_object(Bucket=BUCKET, Key="plain")
names = [each["Key"] for each in s3.list_objects_v2(Bucket=BUCKET)["Contents"]]
gone = s3.delete_objects(Bucket=BUCKET, Delete={"Objects": [{"Key": name} for name in names]})
show("deleted", len(gone["Deleted"]), gone.get("Errors"))
try:
    s3.delete_bucket(Bucket=BUCKET)
except ClientError as error:  # What cannot be listed is still there.
    show("delete failed", error.response["ResponseMetadata"]["HTTPStatusCode"], error.response["Error"]["Code"])
show("end")
