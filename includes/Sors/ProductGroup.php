<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/** A group of products; groups form a tree. */
final class ProductGroup extends Record {

	public const REQUIRED = [ 'id' ];
	public string $id    = '';
	public ?string $name = null;

	/** Id of the group above; null, or an id that no group has, for a root. */
	public ?string $parentId = null;
}
