use std::fmt;

/// How a picture is coded.
///
/// A codec nobody here has heard of has no value of its own: its fact stays unknown, and TikTok judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VideoCodec {
    /// H.264, also called AVC.
    H264,
    /// H.265, also called HEVC.
    H265,
    /// VP8.
    Vp8,
    /// VP9.
    Vp9,
    /// A codec that is known and that TikTok does not name, by its usual name.
    Other(&'static str),
}

impl VideoCodec {
    /// By the code of a sample entry in MP4 and QuickTime (the registry of codes is at mp4ra.org).
    pub(crate) fn from_sample_entry(code: [u8; 4]) -> Option<Self> {
        Some(match &code {
            b"avc1" | b"avc2" | b"avc3" | b"avc4" | b"dva1" | b"dvav" => Self::H264,
            b"hvc1" | b"hvc2" | b"hvc3" | b"hev1" | b"hev2" | b"hev3" | b"dvh1" | b"dvhe" => Self::H265,
            b"vp08" => Self::Vp8,
            b"vp09" => Self::Vp9,
            b"av01" | b"dav1" => Self::named("AV1"),
            b"vvc1" | b"vvi1" => Self::named("H.266"),
            b"mp4v" => Self::named("MPEG-4 Part 2"),
            b"s263" | b"h263" | b"H263" => Self::named("H.263"),
            b"apch" | b"apcn" | b"apcs" | b"apco" | b"ap4h" | b"ap4x" => Self::named("ProRes"),
            b"jpeg" | b"mjpa" | b"mjpb" | b"mjpg" => Self::named("Motion JPEG"),
            b"png " => Self::named("PNG"),
            b"encv" => Self::named("an encrypted stream"),
            _ => return None,
        })
    }

    /// By Matroska's `CodecID` (RFC 9559 refers to the list of codec mappings).
    pub(crate) fn from_matroska_id(id: &[u8]) -> Option<Self> {
        Some(match id.trim_ascii_end() {
            b"V_MPEG4/ISO/AVC" => Self::H264,
            b"V_MPEGH/ISO/HEVC" => Self::H265,
            b"V_VP8" => Self::Vp8,
            b"V_VP9" => Self::Vp9,
            b"V_AV1" => Self::named("AV1"),
            b"V_MPEG4/ISO/SP" | b"V_MPEG4/ISO/ASP" | b"V_MPEG4/ISO/AP" => Self::named("MPEG-4 Part 2"),
            b"V_MPEG1" => Self::named("MPEG-1"),
            b"V_MPEG2" => Self::named("MPEG-2"),
            b"V_THEORA" => Self::named("Theora"),
            b"V_PRORES" => Self::named("ProRes"),
            b"V_MJPEG" => Self::named("Motion JPEG"),
            b"V_FFV1" => Self::named("FFV1"),
            b"V_UNCOMPRESSED" => Self::named("uncompressed pictures"),
            _ => return None,
        })
    }

    /// By the compression code of an AVI's picture format, whose letters come in either case.
    /// A code of zero would mean uncompressed pictures, but is also what a writer without a code for its codec puts there.
    pub(crate) fn from_avi_compression(code: [u8; 4]) -> Option<Self> {
        let mut code = code;
        code.make_ascii_uppercase();
        Some(match &code {
            b"H264" | b"X264" | b"AVC1" | b"DAVC" | b"VSSH" => Self::H264,
            b"H265" | b"X265" | b"HEVC" | b"HVC1" | b"HEV1" => Self::H265,
            b"VP80" => Self::Vp8,
            b"VP90" => Self::Vp9,
            b"AV01" => Self::named("AV1"),
            b"XVID" | b"DIVX" | b"DX50" | b"FMP4" | b"MP4V" => Self::named("MPEG-4 Part 2"),
            b"DIV3" | b"DIV4" | b"MP41" | b"MP42" | b"MP43" => Self::named("Microsoft MPEG-4"),
            b"MPG1" => Self::named("MPEG-1"),
            b"MPG2" => Self::named("MPEG-2"),
            b"MJPG" => Self::named("Motion JPEG"),
            b"DVSD" => Self::named("DV"),
            b"FFV1" => Self::named("FFV1"),
            b"WMV1" | b"WMV2" | b"WMV3" => Self::named("Windows Media Video"),
            b"DIB " => Self::named("uncompressed pictures"),
            _ => return None,
        })
    }

    fn named(name: &'static str) -> Self {
        Self::Other(name)
    }
}

impl fmt::Display for VideoCodec {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::H264 => "H.264",
            Self::H265 => "H.265",
            Self::Vp8 => "VP8",
            Self::Vp9 => "VP9",
            Self::Other(name) => name,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unheard_of_code_is_unknown_and_not_another_codec() {
        assert_eq!(VideoCodec::from_sample_entry(*b"zzzz"), None);
        assert_eq!(VideoCodec::from_matroska_id(b"V_FUTURE"), None);
        assert_eq!(VideoCodec::from_avi_compression(*b"zzzz"), None);
    }

    #[test]
    fn each_container_has_its_own_names_for_the_same_codec() {
        assert_eq!(VideoCodec::from_sample_entry(*b"hev1"), Some(VideoCodec::H265));
        assert_eq!(VideoCodec::from_matroska_id(b"V_MPEGH/ISO/HEVC\0"), None);
        assert_eq!(VideoCodec::from_matroska_id(b"V_MPEGH/ISO/HEVC"), Some(VideoCodec::H265));
        assert_eq!(VideoCodec::from_avi_compression(*b"hevc"), Some(VideoCodec::H265));
    }
}
