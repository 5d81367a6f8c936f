<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

/** Other code of the site, asked about one item by a filter of ours, broke: that item is left as it is. */
final class ListenerFailed {

	/** See RunItem::$problem. */
	public const PROBLEM = 'hook';
}
