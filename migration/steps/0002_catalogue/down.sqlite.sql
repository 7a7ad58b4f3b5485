drop table product_image;
drop table product;
