<?php
declare( strict_types=1 );

namespace SorsApi\Database;

use SorsApi\Sentence;

defined( 'ABSPATH' ) || exit;

/** The database gave a transaction up, since another was in its way or the connection broke: nothing was written, and a new one may get through. */
final class TransactionBroken extends StorageError {

	/** @param string $message What the database says. */
	public static function because( string $message ): self {
		/* translators: %s: message of the database */
		return new self( Sentence::__( 'The database of the shop was busy with something else, or out of reach, each time this was to be written: %s The next sync tries again.', 'sors-api-for-woocommerce', rtrim( $message, '.' ) . '.' ) );
	}
}
