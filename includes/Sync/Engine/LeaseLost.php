<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

/** The run was cancelled, or another process took it over: whoever catches this stops without a trace. */
final class LeaseLost extends \RuntimeException {
}
