<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Engine;

use SorsApi\Log\Log;
use SorsApi\Sentence;

/** Other code of the site, asked about one item by a filter of ours, broke: that item is left as it is. */
final class ListenerFailed {

	/** See RunItem::$problem. */
	public const PROBLEM = 'hook';

	/** @return string In words for people. */
	public static function over( string $code, \Throwable $error ): string {
		Log::error( $error, "A filter over item $code" );
		/* translators: %s: technical message */
		return Sentence::__( 'Code of this site, or another plugin, failed over this item: %s', 'sors-api-for-woocommerce', $error->getMessage() );
	}
}
