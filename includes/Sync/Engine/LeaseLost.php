<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

/** The run was cancelled, or another process took it over: the one that lost it stops without writing anything. */
final class LeaseLost extends \RuntimeException {
}
