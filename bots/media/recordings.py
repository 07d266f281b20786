"""Video and sound: the streams are copied as they are into a fresh container, and nothing else is."""

import struct
from dataclasses import replace
from math import inf
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.bitstream import BitStreamFilterContext
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.video.stream import VideoStream

from bots.media.bitstreams import FILTERS, plain_header
from bots.media.job import Job, Look
from contests.rules.media import Kind, MediaFacts, MediaLimits, admit_codecs, admit_media

Shown = AudioStream | VideoStream

_DEMUXERS = {"mp4": "mov", "m4a": "mov", "mov": "mov", "webm": "matroska"}  # the others' are named as they are
_MUXERS = {"m4a": "mp4"}
_STORED: dict[Kind, dict[str, tuple[str, ...]]] = {
    "video": {"mp4": ("mp4",), "m4a": ("mp4",), "mov": ("mp4", "mov"), "webm": ("webm",)},
    "audio": {
        **dict.fromkeys(("mp4", "m4a", "mov"), ("m4a",)),
        **dict.fromkeys(("ogg", "webm"), ("ogg",)),
        "mp3": ("mp3",),
        "wav": ("wav",),
    },
}
_MP4 = frozenset({"h264", "hevc", "av1", "vp9", "mpeg4", "aac", "mp3", "opus", "ac3", "eac3", "alac", "flac"})
_PCM = frozenset({"pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le"})
_CODECS = {
    "mp4": _MP4,
    "m4a": _MP4,
    "mov": _MP4 | _PCM | {"mjpeg", "prores", "pcm_s16be", "pcm_s24be"},
    "webm": frozenset({"vp8", "vp9", "av1", "opus", "vorbis"}),
    "mp3": frozenset({"mp3"}),
    "ogg": frozenset({"opus", "vorbis", "flac"}),
    "wav": _PCM,
}
_BOX = 8  # bytes of the smallest box
_BOXES = {b"ftyp", b"moov", b"mdat", b"moof", b"free", b"skip", b"wide", b"uuid", b"sidx", b"styp", b"mfra", b"meta"}
_PROBED = ",".join(sorted(frozenset.union(*_CODECS.values()) | {"mp3float", "libdav1d"}))
_BARE = {"fflags": "+bitexact"}
_INDEXED = _BARE | {"movflags": "+faststart"}
_PLAIN = {"mp4": _INDEXED, "m4a": _INDEXED, "mov": _INDEXED, "mp3": _BARE | {"id3v2_version": "0"}}
"""How each container is written: without a word of its own, the same bytes each time, the index before the rest."""


def keep_recording(job: Job) -> Look:
    """Make of a recording what is to be stored.

    Raises:
        Refusal: over a limit, or in a codec that is not taken.
        Exception: whatever FFmpeg raises at a broken file.
    """
    demuxer = _DEMUXERS.get(job.format, job.format)
    if demuxer == "mov" and not _is_whole(job.upload):
        raise ValueError("cut short")
    with av.open(
        f"file:{job.upload}", format=demuxer, options={"codec_whitelist": _PROBED}, metadata_errors="ignore"
    ) as source:
        streams = _streams(source)
        facts = _facts(job, source, streams)
        admit_media(facts, job.limits)
        stored = _stored_format(facts, {stream.codec_context.codec.canonical_name for stream in streams})
        with av.open(
            f"file:{job.stored}", "w", format=_MUXERS.get(stored, stored), options=_PLAIN.get(stored, _BARE)
        ) as sink:
            facts = _copy(source, streams, sink, facts, job.limits)
    return Look(facts, stored, facts.width, facts.height)


def _is_whole(upload: Path) -> bool:
    """Tell whether an MP4's boxes end where they say: FFmpeg makes do with what is there of one cut short."""
    at, size = 0, upload.stat().st_size
    with upload.open("rb") as file:
        while at < size:
            file.seek(at)
            length, name, long = struct.unpack(">I4sQ", file.read(16).ljust(16, b"\x00"))
            length = long if length == 1 else length
            if length < _BOX or name not in _BOXES:  # open to the end, or something else behind the last box
                return True
            at += length
    return at == size


def _streams(source: InputContainer) -> list[Shown]:
    """Choose what is seen and heard; a cover is a picture with notes of its own, and stays behind."""
    found = [stream for stream in source.streams if isinstance(stream, AudioStream | VideoStream)]
    shown = [stream for stream in found if not stream.disposition & Disposition.attached_pic]
    if not shown or any(stream.codec_context is None for stream in shown):
        raise ValueError("nothing to see or hear")
    return shown


def _facts(job: Job, source: InputContainer, streams: list[Shown]) -> MediaFacts:
    """Note what the header says; that of MP3 and Ogg can only guess how long it plays."""
    videos = [stream for stream in streams if isinstance(stream, VideoStream)]
    said = (source.duration or 0) / av.time_base if job.format in _DEMUXERS else 0.0
    return MediaFacts(
        "video" if videos else "audio",
        job.format,
        job.size,
        max((video.codec_context.width for video in videos), default=0),
        max((video.codec_context.height for video in videos), default=0),
        seconds=said,
        had_position=_says_where(source),
    )


def _says_where(source: InputContainer) -> bool:
    notes = [source.metadata, *(stream.metadata for stream in source.streams)]
    return any("location" in key.lower() or "gps" in key.lower() for note in notes for key in note)


def _stored_format(facts: MediaFacts, codecs: set[str]) -> str:
    """Choose a container that all codecs fit in; where there is none, admit_codecs refuses."""
    formats = _STORED[facts.kind].get(facts.format, ())
    for stored in formats:
        if codecs <= _CODECS[stored]:
            return stored
    admit_codecs(facts.kind, codecs, _CODECS[formats[-1]] if formats else frozenset())
    raise AssertionError("admit_codecs admits what fits nowhere")


def _copy(
    source: InputContainer, streams: list[Shown], sink: OutputContainer, facts: MediaFacts, limits: MediaLimits
) -> MediaFacts:
    """Copy every packet, as long as they do not play for too long."""
    lanes = {stream.index: _Lane(stream, sink) for stream in streams}
    begin, end = inf, -inf
    for packet in source.demux(streams):
        if packet.dts is None:  # FFmpeg's sign that a stream is at its end
            continue
        if packet.is_corrupt:
            raise ValueError("cut short")
        start, stop = lanes[packet.stream_index].times(packet)
        begin, end = min(begin, start), max(end, stop)
        admit_media(replace(facts, seconds=end - begin), limits)
        lanes[packet.stream_index].send(packet)
    for lane in lanes.values():
        lane.send(None)
    facts = replace(facts, seconds=end - begin)
    admit_media(facts, limits)
    return facts


class _Lane:
    """The way of one stream from the upload to what is stored."""

    def __init__(self, stream: Shown, sink: OutputContainer) -> None:
        codec = stream.codec_context.codec.canonical_name
        self._tick = float(stream.time_base or 0)
        self._sink = sink
        self._to = sink.add_stream_from_template(stream, opaque=True)  # needs no encoder for the codec
        self._filter = BitStreamFilterContext(FILTERS[codec], stream, self._to) if codec in FILTERS else None
        if codec == "hevc":
            self._to.codec_context.codec_tag = "hvc1"  # without it, Apple's players show nothing
        header = self._to.codec_context.extradata
        if header and header != (plain := plain_header(codec, header)):
            self._to.codec_context.extradata = plain

    def times(self, packet: "Packet[Stream]") -> tuple[float, float]:
        """When a packet begins and ends to play, in seconds."""
        start = packet.dts if packet.pts is None else packet.pts
        return (start or 0) * self._tick, ((start or 0) + (packet.duration or 0)) * self._tick

    def send(self, packet: "Packet[Stream] | None") -> None:
        """Pass a packet on; None says that it was the last."""
        packets = self._filter.filter(packet) if self._filter else [packet] if packet else []
        for plain in packets:
            plain.stream = self._to
            self._sink.mux_one(plain)
