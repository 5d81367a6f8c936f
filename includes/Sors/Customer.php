<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/** A buyer: a person, a company, a sole trader or a public body. */
final class Customer extends Record {

	public const NAMED_BY = [ 'id', 'code' ];
	public ?string $id    = null;
	public ?string $code  = null;

	/** One of individual, company, foreignCompany, soleTrader, publicBody. */
	public ?string $type = null;
	public ?string $name = null;

	/** PIB: 9 digits. */
	public ?string $taxId              = null;
	public ?string $registrationNumber = null;
	/** Of a public body: 5 digits. */
	public ?string $jbkjs      = null;
	public ?string $email      = null;
	public ?string $phone      = null;
	public ?string $address    = null;
	public ?string $postalCode = null;
	public ?string $city       = null;
	public ?string $country    = null;
	/** Percent, e.g. "5". */
	public ?string $discountPercent = null;
}
