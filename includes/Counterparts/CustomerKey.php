<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

use SorsApi\Documents\Buyer;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\Pib;
use SorsApi\Documents\TaxNumber;
use SorsApi\Sentence;
use SorsApi\Sors\Customer;

/** By what a buyer is recognised in SORS. Pure. */
final class CustomerKey {

	public const TAX_ID = 'taxId';
	public const EMAIL  = 'email';
	public const CODE   = 'code';

	/** One of the constants: also the name of the search. */
	public string $by;
	public string $value;

	public function __construct( string $by, string $value ) {
		$this->by    = $by;
		$this->value = $value;
	}

	/**
	 * With a PIB by that alone: people of one company need not share an e-mail address, nor the other way round.
	 *
	 * @throws MappingRefused The PIB is none, or there is nothing to recognise the buyer by.
	 */
	public static function ofBuyer( Buyer $buyer, string $fallbackCode ): self {
		if ( $buyer->personalNumber ) {
			( new MappingRefused( 'pib_personal', Sentence::__( 'A JMBG, the number of a person, stands where the PIB of a company belongs. It must not be sent. Remove it from the order, or put the PIB there.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( '' !== $buyer->taxId ) {
			self::check( $buyer );
			return new self( self::TAX_ID, $buyer->taxId );
		}
		if ( '' !== $buyer->email ) {
			return self::ofEmail( $buyer->email );
		}
		if ( '' !== $fallbackCode ) {
			return new self( self::CODE, $fallbackCode );
		}
		( new MappingRefused( 'no_customer', Sentence::__( 'The order has neither a PIB nor an e-mail address, so the buyer cannot be matched to a customer in SORS. Enter one of them on the order, or set a fixed customer for such orders in the settings.', 'sors-api-for-woocommerce' ) ) )->throw();
	}

	/** In words that do not repeat what was typed: it may be a person's number with a digit wrong. */
	private static function check( Buyer $buyer ): void {
		switch ( TaxNumber::problem( $buyer->taxId, $buyer->country ) ) {
			case null:
				return;
			case TaxNumber::PIB:
				$words = Sentence::__( 'The PIB on the order is not valid: it needs nine digits, of which the last one checks the others. Correct it on the order.', 'sors-api-for-woocommerce' );
				break;
			case TaxNumber::MONTENEGRO:
				$words = Sentence::__( 'The PIB on the order is none of Montenegro, where the buyer is: it has eight digits. Correct the number or the country on the order.', 'sors-api-for-woocommerce' );
				break;
			case TaxNumber::BOSNIA:
				$words = Sentence::__( 'The tax number on the order is none of Bosnia and Herzegovina, where the buyer is: a JIB has 13 digits, of which the last one checks the others, a VAT number the same without the 4 at its beginning. Correct the number or the country on the order.', 'sors-api-for-woocommerce' );
				break;
			default:
				$words = Sentence::__( 'The tax number on the order does not look like one: it has 4 to 20 letters and digits. Correct it on the order.', 'sors-api-for-woocommerce' );
		}
		( new MappingRefused( 'pib_invalid', $words ) )->throw();
	}

	public static function ofEmail( string $email ): self {
		return new self( self::EMAIL, strtolower( trim( $email ) ) );
	}

	/** Is this the customer? Searches may answer with what is only similar. */
	public function fits( Customer $customer ): bool {
		if ( self::TAX_ID === $this->by ) {
			return null !== $customer->taxId && Pib::normalise( $customer->taxId ) === Pib::normalise( $this->value );
		}
		if ( self::CODE === $this->by ) {
			return $customer->code === $this->value;
		}
		$hasTaxId = null !== $customer->taxId && '' !== trim( $customer->taxId );
		return ! $hasTaxId && null !== $customer->email && strtolower( trim( $customer->email ) ) === $this->value;
	}

	/** @param string $text As text() gave it. */
	public static function ofText( string $text ): self {
		[ $by, $value ] = array_pad( explode( ':', $text, 2 ), 2, '' );
		return new self( $by, $value );
	}

	/** Unique with the database's name. */
	public function text(): string {
		return $this->by . ':' . $this->value;
	}
}
