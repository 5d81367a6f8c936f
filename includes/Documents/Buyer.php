<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

/** Who buys, as the order says. Every field may be empty. */
final class Buyer {

	public const SOLE_TRADER = 'soleTrader';
	public const PUBLIC_BODY = 'publicBody';
	public const TYPES       = [ self::SOLE_TRADER, self::PUBLIC_BODY ];

	public string $name    = '';
	public string $company = '';
	/** Normalised. Never a JMBG. */
	public string $taxId              = '';
	public string $registrationNumber = '';
	/** Of a domestic business that is no company: one of TYPES. */
	public string $type = '';
	/** Of a public body. */
	public string $jbkjs      = '';
	public string $email      = '';
	public string $phone      = '';
	public string $address    = '';
	public string $postalCode = '';
	public string $city       = '';
	/** ISO 3166-1 alpha-2. */
	public string $country = '';
	/** A JMBG was entered as tax number; the number itself is not kept. */
	public bool $personalNumber = false;

	/** An order without a country counts as domestic: WooCommerce leaves it out in a shop that sells in one country. */
	public function isDomestic(): bool {
		return '' === $this->country || 'RS' === $this->country;
	}

	/** Whether there is a tax number: a company name is often just typed in. */
	public function isCompany(): bool {
		return '' !== $this->taxId && null === TaxNumber::problem( $this->taxId, $this->country );
	}

	public function displayName(): string {
		foreach ( [ $this->company, $this->name, $this->email ] as $name ) {
			if ( '' !== $name ) {
				return $name;
			}
		}
		return '';
	}
}
