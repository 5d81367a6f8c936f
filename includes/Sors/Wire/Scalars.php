<?php
declare( strict_types=1 );

namespace SorsApi\Sors\Wire;

use SorsApi\Sors\Contract\Contract;
use SorsApi\Sors\Decimal;

/** Single values between our types and those of the wire: tolerant when reading, exact when writing. */
final class Scalars {

	/** Characters; what the columns for ids hold. */
	private const LONGEST_ID = 191;

	private Contract $contract;

	public function __construct( Contract $contract ) {
		$this->contract = $contract;
	}

	/**
	 * @param string $type  As in the contract's `types`, but no list.
	 * @param mixed  $value Decoded JSON.
	 * @return string|int|bool|\DateTimeImmutable|null Null for "nothing", and for a value of an enum that we do not know.
	 * @throws Unreadable
	 */
	public function read( string $type, $value ) {
		// Servers write "nothing" as null, as "" or as spaces, and the same server not always alike.
		if ( null === $value || ( is_string( $value ) && '' === trim( $value ) ) ) {
			return null;
		}
		switch ( $type ) {
			case 'string':
				return $this->text( $value );
			case 'id':
				return $this->id( $value );
			case 'integer':
				return $this->integer( $value );
			case 'decimal':
				return DecimalText::read( $value, 'commaString' === $this->contract->wire->decimals );
			case 'boolean':
				return $this->boolean( $value );
			case 'date':
				return Moments::readDate( $this->text( $value ), $this->contract->wire );
			case 'dateTime':
				return Moments::readMoment( $this->text( $value ), $this->contract->wire );
			case 'base64':
				return $this->bytes( $value );
		}
		return $this->enum( $type, $value );
	}

	/**
	 * For a JSON body.
	 *
	 * @param mixed $value Of the property's type.
	 * @return string|int|float|bool|JsonNumber|null Null for a value that SORS has no word for: it is not sent.
	 * @throws \InvalidArgumentException When the value is not of the type.
	 */
	public function write( string $type, $value ) {
		if ( $value instanceof \DateTimeImmutable ) {
			return 'date' === $type ? Moments::writeDate( Moments::dayOf( $value, $this->contract->wire ), $this->contract->wire ) : Moments::writeMoment( $value, $this->contract->wire );
		}
		if ( ! is_string( $value ) ) {
			return is_int( $value ) || is_bool( $value ) ? $value : null;
		}
		if ( 'id' === $type ) {
			return 'integer' === $this->contract->wire->ids && 1 === preg_match( '/^-?(0|[1-9]\d*)$/D', $value ) ? new JsonNumber( $value ) : $value;
		}
		if ( 'decimal' === $type ) {
			return $this->decimal( Decimal::normalise( $value ) );
		}
		if ( 'date' === $type ) {
			return Moments::writeDate( $value, $this->contract->wire );
		}
		if ( 'base64' === $type ) {
			return base64_encode( $value );
		}
		return 0 === strpos( $type, 'enum:' ) ? ( $this->contract->values( substr( $type, 5 ) )[ $value ] ?? null ) : $value;
	}

	/**
	 * For a path, a query or a header.
	 *
	 * @param mixed $value
	 */
	public function asText( string $type, $value ): string {
		$written = $this->write( $type, $value );
		if ( is_bool( $written ) ) {
			return $written ? 'true' : 'false';
		}
		return $written instanceof JsonNumber ? $written->digits : (string) $written;
	}

	/** @return string|JsonNumber */
	private function decimal( string $value ) {
		if ( 'number' === $this->contract->wire->decimals ) {
			return new JsonNumber( $value );
		}
		return 'string' === $this->contract->wire->decimals ? $value : str_replace( '.', ',', $value );
	}

	/** @param mixed $value */
	private function text( $value ): string {
		if ( is_float( $value ) ) {
			return DecimalText::read( $value, false );
		}
		if ( ! is_string( $value ) && ! is_int( $value ) ) {
			Unreadable::value( $value, 'a text' )->throw();
		}
		return (string) $value;
	}

	/**
	 * Ids are stored and sent back: one that was cut off would be another one.
	 *
	 * @param mixed $value
	 */
	private function id( $value ): string {
		$id = $this->text( $value );
		if ( mb_strlen( $id, 'UTF-8' ) > self::LONGEST_ID ) {
			Unreadable::value( $value, sprintf( 'an id of at most %d characters', self::LONGEST_ID ) )->throw();
		}
		return $id;
	}

	/** @param mixed $value */
	private function integer( $value ): int {
		$digits = DecimalText::read( $value, false );
		if ( (string) (int) $digits !== $digits ) {
			Unreadable::value( $value, 'a whole number' )->throw();
		}
		return (int) $digits;
	}

	/** @param mixed $value */
	private function boolean( $value ): bool {
		$word = is_string( $value ) ? strtolower( trim( $value ) ) : $value;
		if ( in_array( $word, [ true, 1, '1', 'true' ], true ) ) {
			return true;
		}
		if ( in_array( $word, [ false, 0, '0', 'false' ], true ) ) {
			return false;
		}
		Unreadable::value( $value, 'yes or no' )->throw();
	}

	/** @param mixed $value Base64, perhaps as a data: address. */
	private function bytes( $value ): string {
		$text  = (string) preg_replace( '#^data:[^,]{0,100};base64,#', '', $this->text( $value ) );
		$bytes = base64_decode( $text, true );
		if ( false === $bytes ) {
			Unreadable::value( $value, 'base64' )->throw();
		}
		return $bytes;
	}

	/** @param mixed $value */
	private function enum( string $type, $value ): ?string {
		if ( ! is_scalar( $value ) ) {
			Unreadable::value( $value, 'a single value' )->throw();
		}
		foreach ( $this->contract->values( substr( $type, 5 ) ) as $ours => $theirs ) {
			// Servers are careless about 1 and "1"; upper and lower case differ.
			if ( $theirs === $value || ( ! is_bool( $theirs ) && ! is_bool( $value ) && (string) $theirs === (string) $value ) ) {
				return $ours;
			}
		}
		return null;
	}
}
