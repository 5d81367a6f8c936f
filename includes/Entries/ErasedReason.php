<?php
declare( strict_types=1 );

namespace SorsApi\Entries;

use SorsApi\Database\Sql;
use SorsApi\Sentence;

/** Why something was refused, once the words of others, which may name the buyer, were taken out of it. Pure. */
final class ErasedReason {

	public static function of( string $message ): string {
		$bare = Sentence::bare( $message );
		return '' !== $bare && '' === trim( $bare, ' …' ) ? self::whole() : $bare;
	}

	/** Nothing of it was ours. A Sentence. */
	public static function whole(): string {
		return Sentence::__( 'Erased, since it may have named the buyer.', 'sors-api-for-woocommerce' );
	}

	/** Whether a check that repeats itself comes to what was erased: that is not said again. Where a person asks once more, it is. */
	public static function isSame( OutboxEntry $entry, string $code, string $message ): bool {
		return in_array( $entry->state, [ OutboxEntry::REJECTED, OutboxEntry::UNCERTAIN ], true ) && mb_substr( $code, 0, 64 ) === $entry->errorCode && self::of( Sql::words( $message ) ) === $entry->errorMessage;
	}
}
