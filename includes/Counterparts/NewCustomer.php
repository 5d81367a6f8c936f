<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

use SorsApi\Documents\Buyer;
use SorsApi\Documents\Pib;
use SorsApi\Sors\Customer;

/** The customer that a buyer becomes. Pure. */
final class NewCustomer {

	public static function of( Buyer $buyer ): Customer {
		$type = self::type( $buyer );
		return new Customer(
			[
				'type'               => $type,
				'name'               => 'individual' === $type && '' !== $buyer->name ? $buyer->name : $buyer->displayName(),
				'taxId'              => self::orNull( $buyer->taxId ),
				'registrationNumber' => self::registrationNumber( $buyer ),
				'jbkjs'              => 'publicBody' === $type ? self::orNull( $buyer->jbkjs ) : null,
				'email'              => self::orNull( $buyer->email ),
				'phone'              => self::orNull( $buyer->phone ),
				'address'            => self::orNull( $buyer->address ),
				'postalCode'         => self::orNull( $buyer->postalCode ),
				'city'               => self::orNull( $buyer->city ),
				'country'            => self::orNull( $buyer->country ),
			]
		);
	}

	/** A company name without a PIB is often just typed in: without a PIB the buyer is a person. */
	private static function type( Buyer $buyer ): string {
		if ( ! $buyer->isDomestic() ) {
			return '' !== $buyer->company || '' !== $buyer->taxId ? 'foreignCompany' : 'individual';
		}
		if ( '' === $buyer->taxId ) {
			return 'individual';
		}
		return '' !== $buyer->type ? $buyer->type : 'company';
	}

	/** Eight digits or nothing: half a number is useless and would be refused. */
	private static function registrationNumber( Buyer $buyer ): ?string {
		return Pib::isRegistrationNumber( $buyer->registrationNumber ) && '' !== $buyer->taxId ? Pib::normalise( $buyer->registrationNumber ) : null;
	}

	private static function orNull( string $text ): ?string {
		return '' === $text ? null : $text;
	}
}
