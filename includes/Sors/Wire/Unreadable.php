<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Wire;

use SorsApi\Throwing;

defined( 'ABSPATH' ) || exit;

/** A value on the wire that is not of its type. The message goes after the field's name: "is not a number". */
final class Unreadable extends \UnexpectedValueException {

	use Throwing;

	/**
	 * @param mixed  $value    Shown in the message, cut short.
	 * @param string $expected In words, after "is not".
	 */
	public static function value( $value, string $expected ): self {
		if ( is_array( $value ) ) {
			$shown = '{…}';
		} else {
			$text  = is_string( $value ) ? $value : (string) json_encode( $value, JSON_PARTIAL_OUTPUT_ON_ERROR );
			$shown = mb_strlen( $text, 'UTF-8' ) > 40 ? mb_substr( $text, 0, 40, 'UTF-8' ) . '…' : $text;
		}
		return new self( sprintf( '"%s" is not %s', $shown, $expected ) );
	}
}
