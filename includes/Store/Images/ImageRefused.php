<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

/** One picture cannot be brought in; the message says why, without a capital or a full stop, to stand after its name. */
final class ImageRefused extends \RuntimeException {
}
